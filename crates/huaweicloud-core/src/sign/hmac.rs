//! HMAC (RFC 2104) and the one block of HKDF (RFC 5869) that signing needs.
//!
//! They are fifteen lines each over a hash. The crates `hmac` and `hkdf` would add crates to every program that calls
//! one service, from a budget that is full; the tests hold ours against them.

use sha2::digest::Digest;
use sha2::digest::consts::U32;
use zeroize::{Zeroize, Zeroizing};

/// The length of a block, which is that of all hashes that signatures are made with.
const BLOCK: usize = 64;

/// What a hash or a code of authentication is: 32 bytes, and wiped when it was a key.
pub(super) type Output = [u8; 32];

/// HMAC of parts, one after the other.
pub(super) fn hmac<D: Digest<OutputSize = U32>>(key: &[u8], parts: &[&[u8]]) -> Output {
    let mut pad = Zeroizing::new([0; BLOCK]);
    match pad.get_mut(..key.len()) {
        Some(start) => start.copy_from_slice(key),
        None => {
            let mut hashed: Output = D::digest(key).into();
            pad[..hashed.len()].copy_from_slice(&hashed);
            hashed.zeroize();
        }
    }
    pad.iter_mut().for_each(|byte| *byte ^= 0x36);
    let mut inner = D::new_with_prefix(pad.as_slice());
    pad.iter_mut().for_each(|byte| *byte ^= 0x36 ^ 0x5c);
    let outer = D::new_with_prefix(pad.as_slice());
    for part in parts {
        inner.update(part);
    }
    outer.chain_update(inner.finalize()).finalize().into()
}

/// The first 32 bytes of HKDF: extracted with `salt`, expanded with `info`.
pub(super) fn hkdf<D: Digest<OutputSize = U32>>(salt: &[u8], key: &[u8], info: &[u8]) -> Zeroizing<Output> {
    let extracted = Zeroizing::new(hmac::<D>(salt, &[key]));
    Zeroizing::new(hmac::<D>(extracted.as_slice(), &[info, &[1]]))
}

#[cfg(test)]
mod tests {
    use ::hmac::{Hmac, Mac};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use sha2::Sha256;
    use sha2::digest::core_api::BlockSizeUser;

    use super::*;

    #[test]
    fn the_blocks_of_all_our_hashes_have_one_length() {
        assert_eq!(Sha256::block_size(), BLOCK);
        #[cfg(feature = "sm3")]
        assert_eq!(sm3::Sm3::block_size(), BLOCK);
    }

    proptest! {
        #[test]
        fn hmac_is_what_another_crate_makes_of_it(
            key in vec(any::<u8>(), 0..200), text in vec(any::<u8>(), 0..300), cut in 0..300_usize,
        ) {
            let (start, end) = text.split_at(cut.min(text.len()));
            let mut theirs = Hmac::<Sha256>::new_from_slice(&key).expect("a key of any length");
            theirs.update(&text);
            prop_assert_eq!(&hmac::<Sha256>(&key, &[start, end])[..], &theirs.finalize().into_bytes()[..]);
            #[cfg(feature = "sm3")]
            {
                let mut theirs = Hmac::<sm3::Sm3>::new_from_slice(&key).expect("a key of any length");
                theirs.update(&text);
                prop_assert_eq!(&hmac::<sm3::Sm3>(&key, &[start, end])[..], &theirs.finalize().into_bytes()[..]);
            }
        }

        #[test]
        fn hkdf_is_what_another_crate_makes_of_it(
            salt in vec(any::<u8>(), 0..100), key in vec(any::<u8>(), 0..100), info in vec(any::<u8>(), 0..100),
        ) {
            let mut theirs = [0; 32];
            ::hkdf::Hkdf::<Sha256>::new(Some(&salt), &key).expand(&info, &mut theirs).expect("32 bytes");
            prop_assert_eq!(*hkdf::<Sha256>(&salt, &key, &info), theirs);
        }
    }

    #[test]
    fn a_key_of_exactly_one_block_is_taken_as_it_is() {
        for length in [BLOCK - 1, BLOCK, BLOCK + 1] {
            let key = vec![7; length];
            let theirs = Hmac::<Sha256>::new_from_slice(&key).expect("a key").finalize().into_bytes();
            assert_eq!(hmac::<Sha256>(&key, &[])[..], theirs[..], "{length}");
        }
    }
}
