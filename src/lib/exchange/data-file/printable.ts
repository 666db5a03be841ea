/**
 * Words as a text file can hold them: control characters other than tab and line ends, and what is no character at all,
 * become U+FFFD, so that they are neither lost without a trace nor in anybody's way. XML 1.0 forbids them, R stops at NUL.
 */
export function printable(text: string): string {
	return text.replace(unprintable, '\ufffd');
}

const unprintable =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
