// On the server the package reads its own files: it stays where npm put it.
export default { serverExternalPackages: ["comity"] };
