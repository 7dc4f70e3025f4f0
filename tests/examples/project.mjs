/** An example as somebody would copy it, with the package installed from its tarball. */

import { cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { project } from "../package/installed.mjs";

const examples = join(import.meta.dirname, "../../examples");
export const names = readdirSync(examples).filter((name) => statSync(join(examples, name)).isDirectory());

/** A project that holds an example; `linked` packages of the tools stand beside the package. */
export function copied(name, linked = [], within = undefined) {
  const folder = project({}, linked, within);
  cpSync(join(examples, name), folder, { recursive: true });
  return folder;
}

/** How many lines somebody has to write for it. */
export const lines = (name) =>
  readdirSync(join(examples, name), { recursive: true })
    .map((path) => join(examples, name, path))
    .filter((path) => statSync(path).isFile())
    .reduce((sum, path) => sum + readFileSync(path, "utf8").trimEnd().split("\n").length, 0);
