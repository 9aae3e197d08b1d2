use std::cell::RefCell;
use std::io::{self, Seek, SeekFrom, Write};
use std::rc::Rc;

/// The first error of a [`Patient`] writer.
#[derive(Clone, Default)]
pub(super) struct FirstError(Rc<RefCell<Option<io::Error>>>);

impl FirstError {
    /// Returns it, once.
    pub fn told(&self) -> io::Result<()> {
        self.0.take().map_or(Ok(()), Err)
    }
}

/// Passes everything on until it fails, and takes everything afterwards: the error is told by [`FirstError`]. Who writes a
/// zip goes on after an error, to finish it, and relies on all that came before.
pub(super) struct Patient<W> {
    inner: W,
    error: FirstError,
    has_failed: bool,
    place: u64,
    end: u64,
}

impl<W: Write + Seek> Patient<W> {
    /// Around a file that is empty.
    pub fn new(inner: W, error: &FirstError) -> Self {
        Patient {
            inner,
            error: error.clone(),
            has_failed: false,
            place: 0,
            end: 0,
        }
    }

    fn attempt(&mut self, work: impl FnOnce(&mut W) -> io::Result<()>) {
        if self.has_failed {
            return;
        }
        if let Err(error) = work(&mut self.inner) {
            self.has_failed = true;
            self.error.0.replace(Some(error));
        }
    }
}

impl<W: Write + Seek> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|inner| inner.write_all(bytes));
        self.place += bytes.len() as u64;
        self.end = self.end.max(self.place);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(W::flush);
        Ok(())
    }
}

impl<W: Write + Seek> Seek for Patient<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        let place = self.place;
        self.attempt(|inner| inner.seek(SeekFrom::Start(place)).map(drop));
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn an_error_is_told_once_and_places_go_on() {
        let mut room = [0; 5];
        let error = FirstError::default();
        let mut file = Patient::new(Cursor::new(&mut room[..]), &error);
        file.write_all(b"12345").unwrap();
        error.told().unwrap();
        file.write_all(b"678").unwrap();
        assert!(error.told().is_err());
        file.write_all(b"9").unwrap();
        error.told().unwrap();
        assert_eq!(file.stream_position().unwrap(), 9);
        assert_eq!(file.seek(SeekFrom::Start(2)).unwrap(), 2);
        assert_eq!(file.seek(SeekFrom::End(0)).unwrap(), 9);
    }
}
