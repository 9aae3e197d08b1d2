//! Packages made of a few lines of XML.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The members of a package, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package(BTreeMap<String, Vec<u8>>);

const USERS: &str = r#"<Pool><AdUsers>
<User principalId="10" type="5"><Uri>sip:user10@contoso.com</Uri><Name>User 10</Name><ADPath>CN=User 10,DC=contoso,DC=com</ADPath></User>
<User principalId="11" type="5"><Uri>sip:user11@contoso.com</Uri><Name>User 11</Name><ADPath>CN=User 11,DC=contoso,DC=com</ADPath></User>
</AdUsers></Pool>"#;

const GROUPS: &str = r#"<Pool><AdGroups>
<Group principalId="20" type="9"><Uri>ma-grp:20@u.g</Uri><Name>Traders</Name><ADPath>CN=Traders,DC=contoso,DC=com</ADPath></Group>
</AdGroups></Pool>"#;

const AFFILIATIONS: &str = r#"<Pool><AdAffiliations>
<User id="10"><Groups><Group id="20"/></Groups></User>
</AdAffiliations></Pool>"#;

const CATEGORIES: &str = r#"<Pool><Categories>
<Category id="1" parentId="1" invite="1"><Name>Contoso</Name><Desc/></Category>
<Category id="2" parentId="1" invite="1"><Name>Sales</Name><Desc/></Category>
</Categories></Pool>"#;

const ROOMS: &str = r#"<Pool><ChatRooms>
<ChatRoom id="57" parentId="2" isDisabled="0"><Name>News</Name><Desc>What is new</Desc><Roles><Principal id="10" isManager="1" isMember="1"/><Principal id="11" isMember="1"/></Roles></ChatRoom>
<ChatRoom id="58" parentId="2" isDisabled="0"><Name>Desk</Name><Desc/><Roles><Principal id="11" isManager="1"/><Principal id="20" isMember="1"/></Roles></ChatRoom>
</ChatRooms></Pool>"#;

const ADDINS: &str = r#"<Pool><Addins>
<Addin id="A1"><Name>Prices</Name><Url>https://prices.contoso.com/</Url></Addin>
</Addins></Pool>"#;

const MESSAGES: &str = r#"<Pool><ChatMessages>
<ChatRoom id="57"><Message id="1" date="2011-03-01T08:00:00Z" userId="10"><Content>Good morning</Content></Message>
<Message id="2" date="2011-03-01T08:00:05Z" userId="11"><Content>Morning &amp; welcome</Content></Message></ChatRoom>
<ChatRoom id="58"><Message id="1" date="2012-06-30T17:45:00Z" userId="11"><Content>Closing</Content></Message></ChatRoom>
</ChatMessages></Pool>"#;

impl Package {
    /// A pool of two rooms in which no rule finds anything.
    pub fn clean() -> Self {
        Package::default()
            .with("AdUsers.xml", USERS)
            .with("AdGroups.xml", GROUPS)
            .with("AdAffiliations.xml", AFFILIATIONS)
            .with("Categories.xml", CATEGORIES)
            .with("ChatRooms.xml", ROOMS)
            .with("Addins.xml", ADDINS)
            .with("ChatMessages.xml", MESSAGES)
    }

    /// What is in a zip.
    pub fn open(zip: Vec<u8>) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(zip)).expect("a zip");
        let mut package = Package::default();
        for at in 0..zip.len() {
            let mut member = zip.by_index(at).expect("a member");
            let mut content = Vec::new();
            member.read_to_end(&mut content).expect("a whole member");
            let name = member.name().expect("a name").into_owned();
            package = package.with(&name, content);
        }
        package
    }

    /// The same with another member, or with another content of it.
    pub fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.0.insert(name.to_owned(), content.into());
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        assert!(self.0.remove(name).is_some(), "{name}");
        self
    }

    /// The same with one place of a member written otherwise.
    pub fn edit(self, name: &str, from: &str, to: &str) -> Self {
        let text = self.text(name);
        assert_eq!(text.matches(from).count(), 1, "{from:?} once in {name}");
        let text = text.replace(from, to);
        self.with(name, text)
    }

    /// The same with every member's name and text changed.
    pub fn map(self, change: impl Fn(&str, Vec<u8>) -> (String, Vec<u8>)) -> Self {
        let members = self.0.into_iter();
        Package(
            members
                .map(|(name, content)| change(&name, content))
                .collect(),
        )
    }

    pub fn bytes(&self, name: &str) -> &[u8] {
        &self.0[name]
    }

    /// The names of its members, sorted.
    pub fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.0[name].clone()).expect("UTF-8")
    }

    /// As a zip, with its members in the order of their names.
    pub fn zip(&self) -> Vec<u8> {
        self.zip_by(CompressionMethod::Deflated)
    }

    /// As a zip whose members are not compressed, so that a test can find its way in it.
    pub fn stored(&self) -> Vec<u8> {
        self.zip_by(CompressionMethod::Stored)
    }

    fn zip_by(&self, method: CompressionMethod) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            let options = SimpleFileOptions::default().compression_method(method);
            zip.start_file_with_options(options.name(name.as_bytes()))
                .expect("an entry");
            zip.write_all(content).expect("it is written");
        }
        zip.finish().expect("a zip").into_inner()
    }

    /// As a folder.
    pub fn unpack(&self, folder: &Path) {
        for (name, content) in &self.0 {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, content).expect("it is written");
        }
    }
}
