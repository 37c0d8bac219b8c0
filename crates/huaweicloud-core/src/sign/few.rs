//! A list that stays on the stack while it is short.

use std::ops::{Deref, DerefMut};

/// Up to `N` items on the stack; with more, all of them on the heap.
pub(super) struct Few<T, const N: usize> {
    inline: [T; N],
    len: usize,
    spilled: Vec<T>,
}

impl<T: Copy + Default, const N: usize> Few<T, N> {
    pub(super) fn new() -> Self {
        Self { inline: [T::default(); N], len: 0, spilled: Vec::new() }
    }

    pub(super) fn push(&mut self, item: T) {
        match self.inline.get_mut(self.len) {
            Some(place) if self.spilled.is_empty() => {
                *place = item;
                self.len += 1;
            }
            _ => {
                if self.spilled.is_empty() {
                    self.spilled.extend_from_slice(&self.inline);
                }
                self.spilled.push(item);
            }
        }
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        if self.spilled.is_empty() { &self.inline[..self.len] } else { &self.spilled }
    }
}

impl<T, const N: usize> DerefMut for Few<T, N> {
    fn deref_mut(&mut self) -> &mut [T] {
        if self.spilled.is_empty() { &mut self.inline[..self.len] } else { &mut self.spilled }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_was_pushed_however_much_that_is() {
        for count in [0, 1, 3, 4, 5, 9] {
            let mut few = Few::<usize, 4>::new();
            (0..count).for_each(|item| few.push(item));
            assert_eq!(*few, *(0..count).collect::<Vec<_>>());
            few.reverse();
            assert_eq!(*few, *(0..count).rev().collect::<Vec<_>>());
        }
    }
}
