//! The manifest beside a converted package: what it was made from, what changed, and what its rooms add up to.

use std::fs::File;
use std::time::{Duration, SystemTime};

use crate::common::Place;
use crate::common::package::Package;
use serde_json::{Value, json};

const LINE: &str = "--since 2012-01-01 --fail-on never --decisions decisions.csv";

fn manifest(place: &Place, name: &str) -> Value {
    let manifest: Value = serde_json::from_slice(&place.read(name)).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../schema/manifest.schema.json"));
    let validator = jsonschema::validator_for(&schema.expect("JSON")).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(&manifest)
        .map(|it| it.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    manifest
}

fn sum(manifest: &Value, field: &str) -> u64 {
    let rooms = manifest["rooms"].as_array().expect("rooms");
    rooms
        .iter()
        .map(|room| room[field].as_u64().expect("a count"))
        .sum()
}

fn prepared() -> Place {
    let place = Place::new();
    place.generate("pool.zip", (60, 80, 1_500), "split");
    place
        .pchat(&format!("analyze pool.zip --quiet {LINE}"))
        .exits(0);
    place
}

#[test]
fn it_adds_up() {
    let place = prepared();
    let csv = String::from_utf8(place.read("decisions.csv")).expect("UTF-8");
    let disabled = "\ndisabled-room,room,";
    let at = csv.find(disabled).expect("a disabled room") + disabled.len();
    let id = csv[at..].split(',').next().expect("an id");
    place.write(
        "decisions.csv",
        csv[..at].to_owned() + &csv[at..].replacen(",keep,", ",exclude,", 1),
    );

    place
        .pchat(&format!("convert pool.zip -o out.zip --quiet {LINE}"))
        .exits(0);
    let of_it = manifest(&place, "out.manifest.json");
    let counts = &of_it["counts"]["messages"];
    assert_eq!(counts["kept"], sum(&of_it, "messages"));
    assert_eq!(
        sum(&of_it, "messages") + counts["left_out"].as_u64().expect("a count"),
        1_500
    );
    // Those of the room that is gone are counted with the others, but no room is there to hold them.
    assert!(sum(&of_it, "left_out") <= counts["before_cutoff"].as_u64().expect("a count"));
    assert!(counts["in_rooms_left_out"].as_u64() > Some(0));
    assert_eq!(
        of_it["counts"]["rooms"],
        json!({ "kept": 59, "left_out": 1 })
    );
    let rooms = of_it["rooms"].as_array().expect("rooms");
    assert!(rooms.iter().all(|room| room["id"] != id));
    let line = format!("verify pool.zip out.zip --quiet {LINE}").replace("--fail-on never ", "");
    place.pchat(&line).exits(0);

    place
        .pchat(
            &format!("convert out.zip -o again.zip --quiet {LINE}")
                .replace("--decisions decisions.csv", ""),
        )
        .exits(0);
    let again = manifest(&place, "again.manifest.json");
    assert_eq!(again["counts"]["messages"]["kept"], counts["kept"]);
    assert_eq!(sum(&again, "left_out"), 0);
    let digests = |of: &Value| -> Vec<(Value, Value)> {
        let rooms = of["rooms"].as_array().expect("rooms").iter();
        rooms
            .map(|room| (room["id"].clone(), room["digest"].clone()))
            .collect()
    };
    assert_eq!(digests(&again), digests(&of_it));
    assert_eq!(
        again["input"]["members"].as_array().map(Vec::len),
        of_it["result"]["members"].as_array().map(Vec::len)
    );
}

#[test]
fn neither_a_path_nor_a_clock_is_in_it() {
    // The same files in other folders, and from other years.
    let runs = [("one", 1), ("another one", 900_000_000)].map(|(folder, seconds)| {
        let place = Place::new();
        let path = |name: &str| {
            let path = place.path(folder).join(name).into_os_string();
            path.into_string().expect("Unicode")
        };
        Package::clean().unpack(&place.path(folder).join("pool"));
        let rooms = File::options().write(true).open(path("pool/ChatRooms.xml"));
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        rooms
            .and_then(|it| it.set_modified(time))
            .expect("its time can be set");
        let decisions = "rule,kind,id,action,value\nmanual,room,58,rename,Counter\n";
        std::fs::write(path("decisions.csv"), decisions).expect("it is written");
        let [input, out, decisions] = ["pool", "out.zip", "decisions.csv"].map(path);
        let line = ["convert", &input, "-o", &out, "--decisions", &decisions];
        place.pchat_with(&line).exits(0);
        let [package, manifest] =
            ["out.zip", "out.manifest.json"].map(|name| place.read(&format!("{folder}/{name}")));
        let text = String::from_utf8_lossy(&manifest);
        assert!(!text.contains(folder) && !text.contains(&*place.path("").to_string_lossy()));
        (package, manifest)
    });
    assert!(runs[0] == runs[1]);
}

#[test]
fn it_says_what_was_told() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().with("notes.txt", "kept").zip());
    place.write(
        "target.zip",
        Package::default()
            .with("ChatRooms.xml", "<Pool><ChatRooms/></Pool>")
            .zip(),
    );
    let decisions =
        "rule,kind,id,action,value\nmanual,room,58,rename,Counter\nmanual,room,57,keep,\n";
    place.write("decisions.csv", decisions);
    place.write(
        "my layout.toml",
        place.pchat("inspect --print-layout").exits(0).stdout,
    );
    place
        .pchat_with(&[
            "convert",
            "pool.zip",
            "-o",
            "out.zip",
            "--decisions",
            "decisions.csv",
            "--since",
            "2012-01-01",
            "--target",
            "target.zip",
            "--forest",
            "Contoso.com",
            "--separator",
            "/",
            "--level",
            "3",
            "--layout",
            "my layout.toml",
        ])
        .exits(0);
    let manifest = manifest(&place, "out.manifest.json");
    assert_eq!(
        manifest["tool"],
        json!({ "name": "pchat", "version": env!("CARGO_PKG_VERSION") })
    );
    assert_eq!(manifest["input"]["name"], "pool.zip");
    assert_eq!(manifest["result"]["name"], "out.zip");
    let mut options = manifest["options"].clone();
    let digest = options["layout"]["digest"].take();
    assert_eq!(digest.as_str().map(str::len), Some(32));
    assert_eq!(
        options,
        json!({
            "separator": "/", "since": "2012-01-01T00:00:00Z", "targets": ["target.zip"], "forests": ["contoso.com"],
            "collation": { "name": "Latin1_General_CI_AS", "from": "default", "stated_by": null },
            "level": 3, "layout": { "name": "my layout.toml", "digest": null }
        })
    );
    assert_eq!(
        manifest["decisions"],
        json!([
            { "rule": "manual", "kind": "room", "id": "58", "action": "rename", "value": "Counter" },
            { "rule": "manual", "kind": "room", "id": "57", "action": "keep", "value": null },
        ])
    );
    let rooms = manifest["rooms"].as_array().expect("rooms");
    assert_eq!(rooms[0]["messages"], 0);
    assert_eq!(rooms[0]["left_out"], 2);
    assert_eq!(rooms[0]["digest"], "0".repeat(32));
    assert_eq!(
        (&rooms[1]["name"], &rooms[1]["messages"]),
        (&json!("Counter"), &json!(1))
    );
    let members = manifest["result"]["members"].as_array().expect("members");
    let notes = members.iter().find(|member| member["name"] == "notes.txt");
    let checksum = json!({ "name": "notes.txt", "bytes": 4, "crc": "fb286a06", "changed": false });
    assert_eq!(notes, Some(&checksum));
}
