//! What an edition changed, as an Atom feed (RFC 4287): an entry for each answer that differs, with the way to ask it again.

use super::{Difference, promises};
use crate::words::Words;
use comity::Law;
use quick_xml::Writer;
use quick_xml::events::BytesText;
use std::io;

/// What a feed is known by that lies beside its page, wherever that is.
const ANYWHERE: &str = "urn:comity:changes";

/// The feed of a page at an address (whole, or from where the feed lies), of what its new edition answers otherwise.
pub(super) fn feed(address: &str, new: &Law, differences: &[Difference<'_>], words: &Words) -> io::Result<String> {
    let records = new.records();
    // The day the data speaks of, not the day this was run: the same two editions make the same feed.
    let updated = format!("{}T00:00:00Z", records.as_of.map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string()));
    let base = address.trim_end_matches('#').to_owned();
    let id = if base.contains(':') { base.clone() } else { ANYWHERE.to_owned() };
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom")).write_inner_content(
        |feed| {
            let text = |writer: &mut Writer<Vec<u8>>, element: &str, text: &str| {
                writer.create_element(element).write_text_content(BytesText::new(text)).map(|_| ())
            };
            text(feed, "id", &id)?;
            text(feed, "title", &words.say("diff.feed", &[("edition", &records.edition)]))?;
            text(feed, "updated", &updated)?;
            feed.create_element("author").write_inner_content(|author| text(author, "name", "Comity"))?;
            feed.create_element("link").with_attribute(("href", base.as_str())).write_empty()?;
            for difference in differences {
                let link = format!("{base}#{}", asked(difference));
                feed.create_element("entry").write_inner_content(|entry| {
                    text(entry, "id", &format!("{id}#{}&edition={}", asked(difference), records.edition))?;
                    text(entry, "title", words.difference(difference).trim_start())?;
                    text(entry, "updated", &updated)?;
                    entry.create_element("link").with_attribute(("href", link.as_str())).write_empty()?;
                    if promises(&difference.new) > promises(&difference.old) {
                        entry.create_element("category").with_attribute(("term", "promises-more")).write_empty()?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        },
    )?;
    let body = String::from_utf8(writer.into_inner()).map_err(io::Error::other)?;
    Ok(format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{body}\n"))
}

/// The question as a page's address has it. Ids and codes are of letters, digits and hyphens: nothing is to be escaped.
fn asked(difference: &Difference<'_>) -> String {
    let Difference { scheme, seat, class, issued, product, market, on, .. } = difference;
    format!(
        "scheme={scheme}&issued-in={seat}&issued={issued}&issuer-class={class}&product={product}&market={market}&on={on}"
    )
}
