import { extension } from '../format.ts';
import { viewOf } from './bytes.ts';
import type { Records } from './records.ts';
import { Unreadable } from './unreadable.ts';

/** Turns bytes of the file into text, without the spaces and zeros that fill a field. */
export type Decode = (bytes: Uint8Array) => string;

/** Code pages by number, in the names of the WHATWG Encoding Standard; windows-1250 to -1258 follow their numbers. */
const codePages: Readonly<Record<number, string>> = {
	819: 'iso-8859-1',
	874: 'windows-874',
	932: 'shift_jis',
	936: 'gbk',
	949: 'euc-kr',
	950: 'big5',
	9066: 'windows-874',
	20127: 'windows-1252',
	28591: 'iso-8859-1',
	28592: 'iso-8859-2',
	28605: 'iso-8859-15',
	51949: 'euc-kr',
	65001: 'utf-8',
};

/** Bytes 128 to 159 of windows-1252, which Node takes for control characters from 20.18.3 on (nodejs/node#56542). */
const western = [...'€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'];

/**
 * The encoding of all texts of the file: its name where the file gives it, otherwise its code page; old files without
 * either, or with the 2 that they all carry, are taken for windows-1252. Throws `Unreadable` for an unknown name.
 */
export function decoderOf({ header, extensions }: Records): Decode {
	const name = encodingOf(extensions, header.littleEndian);
	let decoder: TextDecoder;
	try {
		decoder = new TextDecoder(name, { ignoreBOM: true });
	} catch {
		throw new Unreadable(`its text is in an encoding that is not known here (${name.slice(0, 40)})`);
	}
	const isWestern = decoder.encoding === 'windows-1252';
	return (bytes) => {
		let end = bytes.length;
		while (end > 0 && (bytes[end - 1] === 32 || bytes[end - 1] === 0)) end--;
		if (end === 0) return '';
		const text = decoder.decode(bytes.subarray(0, end));
		return isWestern
			? text.replaceAll(/[\x80-\x9f]/g, (control) => western[control.charCodeAt(0) - 128] ?? control)
			: text;
	};
}

function encodingOf(extensions: Records['extensions'], littleEndian: boolean): string {
	const named = extensions.get(extension.encoding);
	if (named !== undefined && named.length > 0) {
		const name = String.fromCharCode(...named.subarray(0, 64))
			.replaceAll('\0', '')
			.trim()
			.toLowerCase();
		const page = /^(?:cp|windows-)(\d{1,5})$/.exec(name)?.[1];
		if (name === 'windows-31j') return 'shift_jis';
		if (name.startsWith('ansi_x3.4')) return 'windows-1252';
		return page === undefined ? name : pageName(Number(page));
	}
	const integers = extensions.get(extension.integers);
	if (integers === undefined || integers.length < 32) return 'windows-1252';
	return pageName(viewOf(integers).getInt32(28, littleEndian));
}

function pageName(page: number): string {
	if (page >= 0 && page <= 4) return 'windows-1252';
	if (page >= 1250 && page <= 1258) return `windows-${page}`;
	return codePages[page] ?? `code page ${page}`;
}
