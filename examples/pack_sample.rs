//! Packs the sample's files into `samples/contoso.zip`. Run it after a change in `samples/contoso`.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

fn main() -> Result<(), Box<dyn Error>> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files = Vec::new();
    for entry in fs::read_dir(samples.join("contoso"))? {
        files.push(entry?.path());
    }
    files.sort();
    // The same bytes on every machine, at any time.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Dos);
    let mut zip = ZipWriter::new(File::create(samples.join("contoso.zip"))?);
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        zip.start_file(name, options)?;
        zip.write_all(&fs::read(&file)?)?;
    }
    zip.finish()?;
    Ok(())
}
