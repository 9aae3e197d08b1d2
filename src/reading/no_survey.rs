use super::{Message, Survey};

/// Looks at no message: for a caller that wants the pool only.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSurvey;

impl Survey for NoSurvey {
    type Run = ();
    type Total = ();

    fn begin(&self) {}

    fn message(&self, _run: &mut (), _message: &Message<'_>) {}

    fn finish(&self, _total: &mut (), _room: Option<&str>, _run: ()) {}

    fn merge(&self, _total: &mut (), _later: ()) {}
}
