/// How many bytes of text are looked at for a literal at once.
pub(super) const WINDOW: usize = 2 * HALF;
const HALF: usize = size_of::<u128>();

/// Bytes that a text is compared with at many places: nearly always by two numbers, without a call.
#[derive(Clone, Copy, Default)]
pub(super) struct Literal<'t> {
    bytes: &'t [u8],
    halves: [u128; 2],
    /// Which bytes of the halves count.
    masks: [u128; 2],
}

impl<'t> Literal<'t> {
    pub fn new(bytes: &'t [u8]) -> Self {
        let mut first = [0; WINDOW];
        let mut counts = [0; WINDOW];
        let length = bytes.len().min(WINDOW);
        first[..length].copy_from_slice(&bytes[..length]);
        counts[..length].fill(0xFF);
        Literal {
            bytes,
            halves: halves(&first),
            masks: halves(&counts),
        }
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether the text begins with these bytes; `window` is what it begins with.
    pub fn begins(&self, text: &[u8], window: &[u8; WINDOW]) -> bool {
        let [a, b] = halves(window);
        let differs = (a ^ self.halves[0]) & self.masks[0] | (b ^ self.halves[1]) & self.masks[1];
        differs == 0 && (self.bytes.len() <= WINDOW || text.starts_with(self.bytes))
    }
}

fn halves(window: &[u8; WINDOW]) -> [u128; 2] {
    let (halves, _) = window.as_chunks::<HALF>();
    [0, 1].map(|at| halves.get(at).map_or(0, |half| u128::from_le_bytes(*half)))
}
