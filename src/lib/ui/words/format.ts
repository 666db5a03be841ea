/** Formatting by language, kept per language because making an Intl formatter costs more than using it. */
const numbers = new Map<string, Intl.NumberFormat>();
const days = new Map<string, Intl.DateTimeFormat>();

/** A number as the language writes it, unrounded up to six places. */
export function number(language: string, value: number): string {
	// Written alike everywhere, and a formatter is slow: 8 µs, on a page that shows two numbers.
	if (Number.isInteger(value) && Math.abs(value) < 1000) return String(value);
	let format = numbers.get(language);
	if (format === undefined) {
		format = new Intl.NumberFormat(tag(language), { maximumFractionDigits: 6 });
		numbers.set(language, format);
	}
	return format.format(value);
}

/** An ISO date in words, such as "3 May 2027". */
export function day(language: string, isoDate: string): string {
	let format = days.get(language);
	if (format === undefined) {
		format = new Intl.DateTimeFormat(tag(language), {
			day: 'numeric',
			month: 'long',
			year: 'numeric',
			timeZone: 'UTC',
		});
		days.set(language, format);
	}
	return format.format(new Date(`${isoDate}T00:00:00Z`));
}

/** Words with each ISO date in them as the language writes it. */
export function withDays(language: string, words: string): string {
	return words.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (isoDate) => day(language, isoDate));
}

/** Words joined as the language joins them: "a, b and c", "a or b". */
export function list(language: string, words: readonly string[], type: Intl.ListFormatType): string {
	return new Intl.ListFormat(tag(language), { type, style: 'long' }).format(words);
}

/** British conventions for English; Gaelic as CLDR has it. */
function tag(language: string): string {
	return language === 'en' ? 'en-GB' : language;
}
