//! The pack: all records as bytes, with a header that says what they are.
//!
//! ```text
//! offset  size
//!      0     8  "COMITY\0\0"
//!      8     2  schema of what follows, little-endian
//!     10     4  length of all after the digest, little-endian
//!     14    16  XXH3-128 of all after it, little-endian
//!     30     4  length of the header, little-endian
//!     34        header, then body: `postcard` of `Header` and `Records`
//! ```
//!
//! The first ten bytes never change, so that any version can say why it cannot read a pack.
//!
//! **Digest.** XXH3 guards against damage and mixed-up files, not against forgery: who serves the pack also serves the
//! code. In wasm it costs 0.4 ms/MiB before the optimiser has run and 2.5 KB of brotli; SHA-256 costs 58 ms/MiB and
//! 1.8 KB, BLAKE3 4.7 ms/MiB and 3.6 KB (measured in Node on one machine; ratios, not promises). A first answer is due within 5 ms.

use super::check::{Broken, check};
use crate::law::{Day, Records};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

/// The schema this version writes and reads. It rises with every change of [`Records`].
pub const SCHEMA: u16 = 7;

/// The most bytes a pack may have. The data of 2026 needs about one MiB; sixteen leave room to grow, and a stray file is
/// still refused before it is read.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The licence that every pack carries.
pub const LICENCE: &str = "Facts compiled from public sources; CC BY 4.0, https://creativecommons.org/licenses/by/4.0/";

const MAGIC: [u8; 8] = *b"COMITY\0\0";

/// A 128-bit digest.
pub type Digest = [u8; 16];

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Edition of the data (`2026.11.0`).
    pub edition: String,
    /// Date of the data.
    pub as_of: Option<Day>,
    /// How many records of each kind there are.
    pub counts: Counts,
    /// Digest of the files it was compiled from: the same files give the same pack.
    pub sources: Digest,
    /// The licence of the data.
    pub licence: String,
}

macro_rules! counts {
    ($($table:ident $what:literal),+ $(,)?) => {
        /// How many records of each kind there are.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Counts { $(#[doc = concat!("How many ", $what, " there are.")] pub $table: u32),+ }

        impl Counts {
            /// Counts records.
            #[must_use]
            pub fn of(records: &Records) -> Counts {
                Counts { $($table: u32::try_from(records.$table.len()).unwrap_or(u32::MAX)),+ }
            }

            /// Every kind, as people call it, with its count.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, u32)> {
                vec![$(($what, self.$table)),+]
            }
        }
    };
}

counts! {
    markets "markets", blocs "blocs", products "product groups", attributes "attributes", norms "standards",
    editions "editions", schemes "schemes", bodies "bodies", registers "registers", listings "listings",
    agreements "agreements", clauses "clauses", requirements "requirements", coverage "coverage statements",
    bars "bars", pending "pending changes", sources "sources",
}

/// Why bytes are no pack that this version can read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackError {
    /// The bytes are something else.
    NotAPack,
    /// The bytes end too early.
    Truncated,
    /// A newer version wrote it.
    NewerSchema {
        /// The schema of the pack.
        found: u16,
        /// The newest schema this version reads.
        understood: u16,
    },
    /// The bytes are not those that were written.
    Corrupt,
    /// The records do not hang together.
    Broken(Broken),
    /// Some of the records are assumed ([`crate::overlay`]): a pack holds recorded law only.
    Hypothetical,
    /// It has more bytes than [`MAX_BYTES`].
    TooLarge {
        /// How many it has.
        bytes: usize,
    },
}

impl PackError {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            PackError::NotAPack => "not-a-pack",
            PackError::Truncated => "truncated",
            PackError::NewerSchema { .. } => "newer-schema",
            PackError::Corrupt => "corrupt",
            PackError::Broken(_) => "dangling-id",
            PackError::Hypothetical => "hypothetical",
            PackError::TooLarge { .. } => "too-large",
        }
    }
}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PackError::NotAPack => f.write_str("the bytes are no comity pack"),
            PackError::Truncated => f.write_str("the pack ends too early; was it loaded whole?"),
            PackError::NewerSchema { found, understood } => write!(
                f,
                "the pack has schema {found}, this version of comity reads up to {understood}; use a newer comity or an older pack"
            ),
            PackError::Corrupt => {
                f.write_str("the pack is damaged, or another version of comity made it; pack the data again")
            }
            PackError::Broken(broken) => write!(f, "the pack does not hang together: {broken}"),
            PackError::Hypothetical => f.write_str("some of the records are assumed; a pack holds recorded law only"),
            PackError::TooLarge { bytes } => write!(f, "the pack has {bytes} bytes, more than {MAX_BYTES}"),
        }
    }
}

impl std::error::Error for PackError {}

/// Writes records as a pack. `sources` is the digest of the files they were compiled from.
///
/// # Errors
///
/// [`PackError::Broken`] where the records do not hang together, [`PackError::TooLarge`] where they are too many: what
/// cannot be read back is not written. [`PackError::Hypothetical`] where some are assumed.
pub fn encode(records: &Records, sources: Digest) -> Result<Vec<u8>, PackError> {
    // Every change of an overlay stands among the sources.
    if records.sources.laid().next().is_some() {
        return Err(PackError::Hypothetical);
    }
    check(records).map_err(PackError::Broken)?;
    let header = Header {
        edition: records.edition.clone(),
        as_of: records.as_of,
        counts: Counts::of(records),
        sources,
        licence: LICENCE.to_owned(),
    };
    assemble(&header, records)
}

/// The bytes of a header and records.
fn assemble(header: &Header, records: &Records) -> Result<Vec<u8>, PackError> {
    // Neither can fail: both are plain data, and a vector takes any number of bytes.
    let header = postcard::to_allocvec(header).map_err(|_| PackError::Corrupt)?;
    let body = postcard::to_allocvec(records).map_err(|_| PackError::Corrupt)?;
    let length = u32::try_from(header.len()).unwrap_or(u32::MAX);
    let content = [length.to_le_bytes().as_slice(), &header, &body].concat();
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes();
    let digest = xxh3_128(&content).to_le_bytes();
    let pack = [MAGIC.as_slice(), &SCHEMA.to_le_bytes(), &length, &digest, &content].concat();
    if pack.len() > MAX_BYTES {
        return Err(PackError::TooLarge { bytes: pack.len() });
    }
    Ok(pack)
}

/// Reads a pack. Any bytes may be handed in.
///
/// # Errors
///
/// See [`PackError`]; the checks are made in the order size, magic, schema, length, digest, content, ids.
///
/// # Complexity
///
/// O(bytes): one pass for the digest, one to read, one over all ids.
///
/// ```
/// use comity::pack::{decode, PackError};
/// assert_eq!(decode(b"GIF89a").unwrap_err().code(), "not-a-pack");
/// assert!(matches!(decode(b"COMITY\0\0\xff\0").unwrap_err(), PackError::NewerSchema { found: 255, .. }));
/// ```
pub fn decode(bytes: &[u8]) -> Result<Records, PackError> {
    let (_, body) = open(bytes)?;
    let (records, rest) = postcard::take_from_bytes::<Records>(body).map_err(|_| PackError::Corrupt)?;
    if !rest.is_empty() {
        return Err(PackError::Corrupt);
    }
    check(&records).map_err(PackError::Broken)?;
    Ok(records)
}

/// Reads what a pack says of itself, without its records.
///
/// # Errors
///
/// As [`decode`], but for the content.
pub fn header(bytes: &[u8]) -> Result<Header, PackError> {
    open(bytes).map(|(header, _)| header)
}

/// A digest of the files that a pack is compiled from, whatever their order.
#[must_use]
pub fn digest_of_sources<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Digest {
    let mut files: Vec<(&str, &str)> = files.into_iter().collect();
    files.sort_unstable();
    let mut all = Vec::new();
    for (path, text) in files {
        // Lengths keep a path and a text from running into each other.
        for part in [path, text] {
            all.extend_from_slice(&(part.len() as u64).to_le_bytes());
            all.extend_from_slice(part.as_bytes());
        }
    }
    xxh3_128(&all).to_le_bytes()
}

/// The header and the body of a pack that is whole.
fn open(bytes: &[u8]) -> Result<(Header, &[u8]), PackError> {
    if bytes.len() > MAX_BYTES {
        return Err(PackError::TooLarge { bytes: bytes.len() });
    }
    let Some((magic, rest)) = bytes.split_first_chunk::<8>() else {
        return Err(if !bytes.is_empty() && MAGIC.starts_with(bytes) {
            PackError::Truncated
        } else {
            PackError::NotAPack
        });
    };
    if *magic != MAGIC {
        return Err(PackError::NotAPack);
    }
    let (schema, rest) = rest.split_first_chunk::<2>().ok_or(PackError::Truncated)?;
    let found = u16::from_le_bytes(*schema);
    if found > SCHEMA {
        return Err(PackError::NewerSchema { found, understood: SCHEMA });
    }
    // No pack of an earlier schema was ever published.
    if found < SCHEMA {
        return Err(PackError::Corrupt);
    }
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(PackError::Truncated)?;
    let (digest, content) = rest.split_first_chunk::<16>().ok_or(PackError::Truncated)?;
    if content.len() < size(*length) {
        return Err(PackError::Truncated);
    }
    if content.len() > size(*length) || xxh3_128(content).to_le_bytes() != *digest {
        return Err(PackError::Corrupt);
    }
    let (length, inside) = content.split_first_chunk::<4>().ok_or(PackError::Corrupt)?;
    let (header, body) = inside.split_at_checked(size(*length)).ok_or(PackError::Corrupt)?;
    let header = postcard::from_bytes(header).map_err(|_| PackError::Corrupt)?;
    Ok((header, body))
}

fn size(bytes: [u8; 4]) -> usize {
    usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Bloc, Id, Market, Membership, Source, Table};

    fn records() -> Records {
        let market = |code: &str| Market { code: code.to_owned(), ..Market::default() };
        Records {
            edition: "2026.11.0".to_owned(),
            as_of: Day::parse("2026-11-22"),
            markets: Table::sorted(vec![market("AA"), market("BB")]),
            sources: Table::sorted(vec![Source { id: "a/s1".to_owned(), ..Source::default() }]),
            ..Records::default()
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = encode(&records(), [7; 16]).unwrap();
        let read = decode(&bytes).unwrap();
        assert_eq!(encode(&read, [7; 16]).unwrap(), bytes, "the same records give the same bytes");
        let header = header(&bytes).unwrap();
        assert_eq!((header.edition.as_str(), header.as_of, header.sources), ("2026.11.0", records().as_of, [7; 16]));
        assert_eq!((header.counts.markets, header.counts.clauses), (2, 0));
        assert!(header.licence.contains("CC BY 4.0"));
    }

    #[test]
    fn a_pack_that_ends_early_says_so() {
        let bytes = encode(&records(), [0; 16]).unwrap();
        assert_eq!(decode(&[]).unwrap_err(), PackError::NotAPack);
        for end in 1..bytes.len() {
            assert_eq!(decode(&bytes[..end]).unwrap_err(), PackError::Truncated, "cut at {end}");
        }
    }

    #[test]
    fn a_pack_with_a_flipped_bit_is_refused() {
        let bytes = encode(&records(), [0; 16]).unwrap();
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[place] ^= 1 << bit;
                assert!(decode(&damaged).is_err(), "bit {bit} of byte {place}");
            }
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(decode(&longer).unwrap_err(), PackError::Corrupt);
    }

    #[test]
    fn a_newer_pack_says_which_version_it_needs() {
        let mut bytes = encode(&records(), [0; 16]).unwrap();
        bytes[8..10].copy_from_slice(&9_u16.to_le_bytes());
        let error = decode(&bytes).unwrap_err();
        assert_eq!(error, PackError::NewerSchema { found: 9, understood: SCHEMA });
        assert_eq!(error.code(), "newer-schema");
        assert!(error.to_string().contains("schema 9"), "{error}");
    }

    #[test]
    fn other_files_are_no_packs() {
        for bytes in [b"{}".as_slice(), b"\0asm\x01\0\0\0", b"COMITY", &[0; 64]] {
            let expected = if bytes == b"COMITY" { PackError::Truncated } else { PackError::NotAPack };
            assert_eq!(decode(bytes).unwrap_err(), expected);
        }
        assert_eq!(decode(&vec![0; MAX_BYTES + 1]).unwrap_err().code(), "too-large");
    }

    #[test]
    fn records_that_do_not_hang_together_are_neither_written_nor_read() {
        let member = Membership { market: Id::new(5), from: None, until: None, doubtful: false };
        let mut broken = records();
        broken.blocs = Table::sorted(vec![Bloc { code: "AB".to_owned(), members: vec![member], ..Bloc::default() }]);
        let error = encode(&broken, [0; 16]).unwrap_err();
        assert_eq!(error.code(), "dangling-id");
        assert_eq!(error.to_string(), "the pack does not hang together: `members` of `AB` points at nothing");
        // The same, as a forger would write it: with a digest that fits.
        let header = super::header(&encode(&records(), [0; 16]).unwrap()).unwrap();
        let forged = assemble(&header, &broken).unwrap();
        assert_eq!(decode(&forged).unwrap_err(), error);
    }

    #[test]
    fn the_digest_of_sources_knows_paths_from_texts_and_no_order() {
        let digest = digest_of_sources([("a", "xy"), ("b", "z")]);
        assert_eq!(digest, digest_of_sources([("b", "z"), ("a", "xy")]));
        assert_ne!(digest, digest_of_sources([("ax", "y"), ("b", "z")]));
    }

    #[cfg(feature = "compile")]
    #[test]
    fn the_toy_universe_is_packed_and_read_without_loss() {
        let document: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/conformance/toy-universe.json")).unwrap();
        let records = crate::pack::universe(document.get("universe").unwrap()).unwrap();
        let bytes = encode(&records, [0; 16]).unwrap();
        let counts = header(&bytes).unwrap().counts;
        assert_eq!((counts.markets, counts.clauses, counts.requirements, counts.coverage), (15, 55, 21, 28));
        assert_eq!(encode(&decode(&bytes).unwrap(), [0; 16]).unwrap(), bytes);
    }
}
