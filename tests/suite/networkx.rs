//! Other tools read what we write.

use super::helpers::Folder;
use std::path::Path;
use std::process::Command;

#[test]
fn networkx_loads_the_json() {
    let has_networkx = Command::new("python3").args(["-c", "import networkx"]).output();
    if !has_networkx.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with networkx is not installed");
        return;
    }
    let folder = Folder::with_summit();
    folder.run(&["extract", "summit.json", "-o", "map.json"]).must_succeed();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/networkx_rank.py");
    let output = folder.command("python3").arg(script).arg("map.json").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("5 entities, 5 relations\n"), "{text}");
    assert!(text.contains("Ada Lang"), "{text}");
}
