//! Pack, wasm and page into `dist/`.

use crate::step::{Outcome, cargo, cargo_command, finish, run, step, target_directory};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Where the parts wait before the page is put together.
const PARTS: &str = "target/web";
const WASM: &str = "wasm32-unknown-unknown";
/// What every engine since Node 20 understands and Rust emits by default: no more, or the oldest refuse the module.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Where the npm package is put together.
pub(crate) const PACKAGE: &str = "target/package";

/// The npm package, of what `all` built.
pub(crate) fn package() -> Outcome {
    step("make the npm package", || run("node", &["www/package.mjs", "dist", PACKAGE, PARTS]))
}

/// Everything, in order.
pub(crate) fn all() -> Outcome {
    fs::create_dir_all(PARTS).map_err(|e| format!("{PARTS}: {e}"))?;
    step("build the pack", pack)?;
    step("build the wasm", wasm)?;
    step("build the page", page)
}

fn pack() -> Outcome {
    let file = format!("{PARTS}/comity.pack");
    cargo(&["run", "--quiet", "--package", "comity-cli", "--", "pack", "data", "-o", &file])
}

fn wasm() -> Outcome {
    finish(
        cargo_command(&["build", "--release", "--lib", "--package", "comity", "--target", WASM])
            .env("CARGO_ENCODED_RUSTFLAGS", same_paths_everywhere()),
    )?;
    let built = target_directory().join(WASM).join("release/comity.wasm");
    let module = format!("{PARTS}/comity_bg.wasm");
    let written = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    if written(Path::new(&module)).is_some_and(|ours| written(&built).is_some_and(|theirs| theirs < ours)) {
        return Ok(());
    }
    // The module comes into its place last and whole: a build that was interrupted begins anew.
    let bound = format!("{PARTS}/bound");
    Bindgen::new()
        .input_path(&built)
        .out_name("comity")
        .web(true)
        .and_then(|bindgen| bindgen.typescript(true).remove_producers_section(true).generate(&bound))
        .map_err(|e| format!("{}: {e:#}", built.display()))?;
    let (script, raw) = (format!("{bound}/comity.js"), format!("{bound}/comity_bg.wasm"));
    fs::copy(&script, format!("{PARTS}/comity.js")).map_err(|e| format!("{script}: {e}"))?;
    let optimised = format!("{bound}/optimised.wasm");
    let mut arguments = vec!["node_modules/binaryen/bin/wasm-opt", "-O3", "--strip-producers", &raw, "-o", &optimised];
    arguments.extend(FEATURES);
    run("node", &arguments)?;
    fs::rename(&optimised, &module).map_err(|e| format!("{module}: {e}"))
}

/// Takes the machine's own paths out of what is built, so that two machines build the same bytes.
fn same_paths_everywhere() -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let home = |variable: &str, usual: &str| {
        std::env::var(variable)
            .or_else(|_| std::env::var("HOME").map(|home| format!("{home}/{usual}")))
            .unwrap_or_default()
    };
    [
        format!("{}=/comity", here.display()),
        format!("{}=/cargo", home("CARGO_HOME", ".cargo")),
        format!("{}=/rustup", home("RUSTUP_HOME", ".rustup")),
    ]
    .iter()
    .flat_map(|map| ["--remap-path-prefix".to_owned(), map.clone()])
    .collect::<Vec<_>>()
    .join("\u{1f}")
}

fn page() -> Outcome {
    if Path::new("dist").exists() {
        fs::remove_dir_all("dist").map_err(|e| format!("dist: {e}"))?;
    }
    run("node", &["node_modules/typescript/bin/tsc", "--noEmit", "--project", "www/tsconfig.json"])?;
    run("node", &["www/build.mjs", PARTS, "dist"])
}
