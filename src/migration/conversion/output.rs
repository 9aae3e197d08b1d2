//! The package and its manifest: both appear, or none.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::output::atomic::Lock;
use crate::output::{OutputError, PackageDigest, Rights, atomic};

/// Where a package and its manifest go.
#[derive(Debug)]
pub struct Target {
    package: PathBuf,
    manifest: PathBuf,
    force: bool,
    rights: Rights,
}

/// A package and its manifest that are being written. They go away unless they are finished.
#[derive(Debug)]
pub(crate) struct Output {
    target: Target,
    package: NamedTempFile,
    manifest: NamedTempFile,
    needed: Option<u64>,
    /// Two conversions to one name would mix: the package of one, and the manifest of the other.
    _lock: Lock,
}

impl Target {
    /// Makes sure that both can be written: to be asked before the work begins. `inputs` are files or folders that must
    /// stay as they are.
    ///
    /// # Errors
    /// Where the package's name does not end in `.zip`; where one exists and `force` is not given; where one is an input, or inside of one; where the folder is missing or
    /// not open to us.
    pub fn new(package: &Path, force: bool, inputs: &[&Path]) -> Result<Self, OutputError> {
        let target = Target {
            package: package.to_owned(),
            manifest: package.with_extension("manifest.json"),
            force,
            rights: Rights::ANY,
        };
        for path in [&target.package, &target.manifest] {
            atomic::check(path, true)?;
            atomic::keep_out_of(inputs, path)?;
        }
        atomic::check_is_zip(package)?;
        atomic::check(&target.package, force)?;
        atomic::check(&target.manifest, force)?;
        // To be refused later would be a pity. This file has no name: whatever happens, nothing of it stays.
        atomic::try_in(atomic::folder_of(package))
            .map_err(|error| OutputError::new(package, error))?;
        Ok(target)
    }

    /// The same with who may read the package and the manifest, where none is replaced.
    pub fn with_rights(self, rights: Rights) -> Self {
        Target { rights, ..self }
    }

    /// Begins to write. `needed`: about how many bytes the package will have, where that is known.
    pub(super) fn begin(self, needed: Option<u64>) -> Result<Output, OutputError> {
        Ok(Output {
            _lock: Lock::to_write(&self.package)?,
            package: self.temporary(&self.package)?,
            manifest: self.temporary(&self.manifest)?,
            target: self,
            needed,
        })
    }

    fn temporary(&self, path: &Path) -> Result<NamedTempFile, OutputError> {
        let file = atomic::temporary(atomic::folder_of(path), self.rights);
        file.map_err(|error| OutputError::new(path, error))
    }
}

impl Output {
    /// The package's file, empty.
    pub fn package(&self) -> Result<File, OutputError> {
        self.package
            .as_file()
            .try_clone()
            .map_err(|error| self.error(error))
    }

    /// Where it will lie.
    pub fn folder(&self) -> &Path {
        atomic::folder_of(&self.target.package)
    }

    /// What to say of an error while the package was written.
    pub fn error(&self, error: io::Error) -> OutputError {
        let written = self.package.as_file().metadata();
        let written = written.map_or(0, |metadata| metadata.len());
        OutputError::new(&self.target.package, error).after(written, self.needed)
    }

    /// Writes the manifest, and then lets both appear. The manifest comes first, and has the digest of its package: no
    /// package is ever there without its own, and a manifest without its package is known as such.
    pub fn finish(
        self,
        manifest: impl FnOnce(&mut dyn Write, PackageDigest) -> io::Result<()>,
    ) -> Result<(), OutputError> {
        let package = self.package.as_file();
        let digest = package.sync_all().and_then(|()| PackageDigest::of(package));
        let digest = digest.map_err(|error| self.error(error))?;
        let manifest = |out: &mut dyn Write| manifest(out, digest);
        let target = &self.target;
        let at_manifest = |error| OutputError::new(&target.manifest, error);
        write(self.manifest.as_file(), manifest).map_err(at_manifest)?;

        let earlier = target.earlier_manifest().map_err(at_manifest)?;
        atomic::put(self.manifest, &target.manifest, target.force).map_err(at_manifest)?;
        atomic::put(self.package, &target.package, target.force).map_err(|error| {
            // What was there before belongs together. That this fails too cannot be helped.
            let _ = match earlier {
                Some(earlier) => atomic::put(earlier, &target.manifest, true),
                None => fs::remove_file(&target.manifest),
            };
            OutputError::new(&target.package, error)
        })
    }
}

impl Target {
    /// A copy of the manifest that is going to be replaced.
    fn earlier_manifest(&self) -> io::Result<Option<NamedTempFile>> {
        let mut earlier = match File::open(&self.manifest) {
            Ok(earlier) if self.force => earlier,
            _ => return Ok(None),
        };
        let mut copy = atomic::temporary(atomic::folder_of(&self.manifest), Rights::ANY)?;
        Rights::keep(copy.as_file(), &self.manifest)?;
        io::copy(&mut earlier, &mut copy)?;
        Ok(Some(copy))
    }
}

fn write(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Problem;

    struct Place(tempfile::TempDir);

    impl Place {
        fn new() -> Self {
            Place(tempfile::tempdir().unwrap())
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn with(self, name: &str) -> Self {
            fs::write(self.path(name), name).unwrap();
            self
        }

        fn text(&self, name: &str) -> String {
            fs::read_to_string(self.path(name)).unwrap()
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(self.0.path()).unwrap();
            let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
            let mut names: Vec<String> = entries
                .map(|entry| name(entry).into_string().unwrap())
                .collect();
            names.sort();
            names
        }

        fn begin(&self, force: bool) -> Output {
            let target = Target::new(&self.path("OUT.zip"), force, &[]).unwrap();
            let output = target.begin(None).unwrap();
            output.package().unwrap().write_all(b"new package").unwrap();
            output
        }
    }

    fn finish(output: Output) -> Result<(), OutputError> {
        output.finish(|out, _| out.write_all(b"new manifest"))
    }

    fn refused(path: &Path, force: bool, input: &Path) -> Problem {
        Target::new(path, force, &[input]).unwrap_err().problem
    }

    #[test]
    fn both_appear_when_they_are_whole_and_nothing_else_is_left() {
        let place = Place::new();
        let output = place.begin(false);
        let hidden = |name: &String| name.starts_with(".pchat-");
        assert!(place.names().iter().all(hidden));
        finish(output).unwrap();
        assert_eq!(place.names(), ["OUT.manifest.json", "OUT.zip"]);
        assert_eq!(place.text("OUT.zip"), "new package");
        assert_eq!(place.text("OUT.manifest.json"), "new manifest");
    }

    #[test]
    fn what_is_not_finished_goes_away() {
        let place = Place::new();
        drop(place.begin(false));
        let failed = place
            .begin(false)
            .finish(|_, _| Err(io::Error::other("no")));
        assert!(
            failed
                .unwrap_err()
                .to_string()
                .contains("OUT.manifest.json")
        );
        assert!(place.names().is_empty());
    }

    #[test]
    fn an_existing_package_or_manifest_is_replaced_only_on_demand() {
        for name in ["OUT.zip", "OUT.manifest.json"] {
            let place = Place::new().with(name);
            let error = Target::new(&place.path("OUT.zip"), false, &[]).unwrap_err();
            assert_eq!(error.path, place.path(name));
            assert!(matches!(error.problem, Problem::Exists));
            finish(place.begin(true)).unwrap();
            assert_eq!(place.names(), ["OUT.manifest.json", "OUT.zip"]);
            assert_eq!(place.text("OUT.zip"), "new package");
        }
    }

    #[test]
    fn what_appeared_in_the_meantime_is_kept() {
        for name in ["OUT.zip", "OUT.manifest.json"] {
            let place = Place::new();
            let output = place.begin(false);
            fs::write(place.path(name), "mine").unwrap();
            let error = finish(output).unwrap_err();
            assert_eq!(error.path, place.path(name));
            assert!(matches!(error.problem, Problem::Exists));
            assert_eq!(place.names(), [name]);
            assert_eq!(place.text(name), "mine");
        }
    }

    #[test]
    fn a_package_that_cannot_be_replaced_keeps_its_manifest() {
        let place = Place::new().with("OUT.manifest.json");
        let output = place.begin(true);
        fs::create_dir(place.path("OUT.zip")).unwrap();
        finish(output).unwrap_err();
        assert_eq!(place.names(), ["OUT.manifest.json", "OUT.zip"]);
        assert_eq!(place.text("OUT.manifest.json"), "OUT.manifest.json");
    }

    #[test]
    fn an_input_is_refused_by_any_name_even_with_force() {
        let place = Place::new().with("in.zip").with("in.manifest.json");
        let input = place.path("in.zip");
        fs::create_dir(place.path("folder")).unwrap();
        for path in ["in.zip", "folder/../in.zip"] {
            let problem = refused(&place.path(path), true, &input);
            assert!(matches!(problem, Problem::Input(_)), "{path}");
        }
        // The manifest would replace an input.
        let decisions = place.path("in.manifest.json");
        let problem = refused(&place.path("in.zip"), true, &decisions);
        assert!(matches!(problem, Problem::Input(_)));
        assert_eq!(place.text("in.zip"), "in.zip");
    }

    #[cfg(unix)]
    #[test]
    fn links_to_and_into_an_input_are_seen_through() {
        use std::os::unix::fs::symlink;
        let place = Place::new().with("in.zip");
        fs::create_dir(place.path("folder")).unwrap();
        symlink(place.path("in.zip"), place.path("link.zip")).unwrap();
        symlink(place.path("folder"), place.path("link")).unwrap();
        let problem = refused(&place.path("link.zip"), true, &place.path("in.zip"));
        assert!(matches!(problem, Problem::Input(_)));
        let problem = refused(&place.path("link/OUT.zip"), false, &place.path("folder"));
        assert!(matches!(problem, Problem::Input(_)));
    }

    #[test]
    fn the_inside_of_an_input_folder_is_refused() {
        let place = Place::new();
        fs::create_dir_all(place.path("in/deep")).unwrap();
        for path in ["in/OUT.zip", "in/deep/OUT.zip"] {
            let problem = refused(&place.path(path), true, &place.path("in"));
            assert!(matches!(problem, Problem::Input(_)), "{path}");
        }
        Target::new(&place.path("in.zip"), false, &[&place.path("in")]).unwrap();
    }

    #[test]
    fn a_missing_folder_no_name_and_a_folder_are_refused() {
        let place = Place::new();
        let input = place.path("none");
        let at = |path: &str| refused(&place.path(path), true, &input);
        assert!(matches!(at("none/OUT.zip"), Problem::NoFolder));
        assert!(matches!(at(".."), Problem::NoName));
        fs::create_dir(place.path("OUT.zip")).unwrap();
        assert!(matches!(at("OUT.zip"), Problem::NotAFile));
    }

    #[test]
    fn a_package_is_called_a_zip() {
        let place = Place::new();
        let at = |path: &str| Target::new(&place.path(path), true, &[]);
        for path in ["OUT", "OUT.v2", "OUT.manifest.json", ".zip"] {
            let problem = at(path).unwrap_err().problem;
            assert!(matches!(problem, Problem::NotAZip), "{path}");
        }
        at("OUT 2.ZIP").unwrap();
    }

    #[test]
    fn errors_while_writing_name_the_package() {
        let place = Place::new();
        let output = place.begin(false);
        let error = output.error(io::ErrorKind::StorageFull.into());
        assert!(matches!(
            error.problem,
            Problem::Full {
                written: Some(11),
                needed: None
            }
        ));
        assert_eq!(error.path, place.path("OUT.zip"));
    }
}
