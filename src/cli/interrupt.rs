//! Ctrl+C while a file is being written.

use pchat::output::Stop;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What asks for an end: Ctrl+C, a request to terminate, and a terminal that was closed.
#[cfg(unix)]
const SIGNALS: [i32; 3] = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// As long as this exists, Ctrl+C and a request to terminate end the writing in order. When it is gone, and from the
/// second time on, they end the program at once, as they do by default. Made once in a run.
pub struct Interrupt(Stop);

impl Interrupt {
    pub fn heed() -> Self {
        let stop = Stop::default();
        for signal in SIGNALS {
            // The order matters: what is requested by this signal is not yet a reason to end at once. Where a handler
            // cannot be installed, the program is ended as if there were none.
            let _ = flag::register_conditional_default(signal, stop.flag())
                .and_then(|_| flag::register(signal, stop.flag()));
        }
        Interrupt(stop)
    }

    /// What the writer has to look at.
    pub fn stop(&self) -> &Stop {
        &self.0
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.0.request();
    }
}
