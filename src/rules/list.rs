use super::Value;

/// How many of many equals a finding lists: each of a thousand objects with one name would else list the other 999.
pub(crate) const LISTED: usize = 100;

/// A list of the first of many: its last entry tells how many more there are, as `+49`.
pub(crate) fn with_rest(mut listed: Vec<String>, count: usize) -> Value {
    if count > listed.len() {
        listed.push(format!("+{}", count - listed.len()));
    }
    listed.into()
}
