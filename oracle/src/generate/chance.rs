//! Chance by seed.

/// A seeded source of choices.
pub(super) struct Chance(fastrand::Rng);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.0.u32(0..100) < percent
    }

    /// A number from the first to the last, both included.
    pub(super) fn between(&mut self, first: i32, last: i32) -> i32 {
        self.0.i32(first..=last)
    }

    pub(super) fn count(&mut self, first: usize, last: usize) -> usize {
        self.0.usize(first..=last)
    }

    /// One of several, which must not be empty.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let index = self.0.usize(0..of.len().max(1));
        of.get(index).or_else(|| of.first()).unwrap_or_else(|| std::process::abort())
    }

    /// One of several by weight.
    pub(super) fn weighted<T: Copy>(&mut self, of: &[(u32, T)], otherwise: T) -> T {
        let total: u32 = of.iter().map(|(weight, _)| weight).sum();
        let mut drawn = self.0.u32(0..total.max(1));
        for (weight, value) in of {
            if drawn < *weight {
                return *value;
            }
            drawn -= weight;
        }
        otherwise
    }

    /// Some of several, in their order, each with the same chance.
    pub(super) fn some<T: Clone>(&mut self, of: &[T], percent: u32) -> Vec<T> {
        of.iter().filter(|_| self.percent(percent)).cloned().collect()
    }
}
