use super::{Message, Survey};

/// Two surveys in one pass.
impl<A: Survey, B: Survey> Survey for (A, B) {
    type Run = (A::Run, B::Run);
    type Total = (A::Total, B::Total);

    fn begin(&self) -> Self::Run {
        (self.0.begin(), self.1.begin())
    }

    fn message(&self, run: &mut Self::Run, message: &Message<'_>) {
        self.0.message(&mut run.0, message);
        self.1.message(&mut run.1, message);
    }

    fn finish(&self, total: &mut Self::Total, room: Option<&str>, run: Self::Run) {
        self.0.finish(&mut total.0, room, run.0);
        self.1.finish(&mut total.1, room, run.1);
    }

    fn merge(&self, total: &mut Self::Total, later: Self::Total) {
        self.0.merge(&mut total.0, later.0);
        self.1.merge(&mut total.1, later.1);
    }
}
