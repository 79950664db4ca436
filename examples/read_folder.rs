//! Reads every `.txt` file of a folder and writes its reading as CoNLL-U to another folder.
//!
//! `cargo run --release --example read_folder -- IN OUT`

use powermap::document::Document;
use powermap::reading::{Reader, conllu};
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err("usage: read_folder IN OUT".into());
    };
    std::fs::create_dir_all(&to)?;
    let reader = Reader::embedded()?;
    let mut files: Vec<_> = std::fs::read_dir(from)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let (began, mut words) = (Instant::now(), 0);
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        let document = Document::load(file)?;
        let reading = reader.read(&document);
        words += reading.sentences.iter().map(|s| s.tokens.len()).sum::<usize>();
        let path = Path::new(&to).join(format!("{}.conllu", document.id));
        std::fs::write(path, conllu::write(&document.id, &document.text, &reading))?;
    }
    eprintln!("{words} words, {:.0} a second", words as f64 / began.elapsed().as_secs_f64());
    Ok(())
}
