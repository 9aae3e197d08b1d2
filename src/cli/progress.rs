//! A bar on the terminal while input is read.

use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use pchat::input::Progress;

use super::common::Common;
use super::fact;

/// What is done sooner needs no bar.
const DELAY: Duration = Duration::from_millis(250);
const EVERY: Duration = Duration::from_millis(100);

/// Does the work; shows how far it is, where standard error is a terminal.
pub fn watched<T>(common: &Common, progress: &Progress, work: impl FnOnce() -> T) -> T {
    if common.quiet || !stderr().is_terminal() {
        return work();
    }
    thread::scope(|scope| {
        let (stop, stopped) = channel::<()>();
        scope.spawn(move || {
            if stopped.recv_timeout(DELAY) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            let look = fact::Progress::Bar {
                bar: "{bar:30}",
                done: "{bytes}",
                total: "{total_bytes}",
                speed: "{bytes_per_sec}",
                time: "{eta}",
            };
            let look = ProgressStyle::with_template(&look.to_string());
            bar.set_style(look.unwrap_or_else(|_| ProgressStyle::default_bar()));
            loop {
                let (done, total) = progress.state();
                bar.set_length(total);
                bar.set_position(done);
                if stopped.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
            }
            bar.finish_and_clear();
        });
        let result = work();
        drop(stop);
        result
    })
}
