/** Files that are dropped on the page. */

/** Takes files dropped anywhere: one that misses the zone must not take the page away. Gives what ends it. */
export function dropped(zone: HTMLElement, take: (files: FileList) => void): () => void {
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.toggle("is-over", event.type === "dragover");
    if (event.type === "drop") take(event.dataTransfer.files);
  };
  const events = ["dragover", "dragleave", "drop"] as const;
  for (const event of events) addEventListener(event, over);
  return () => events.forEach((event) => removeEventListener(event, over));
}
