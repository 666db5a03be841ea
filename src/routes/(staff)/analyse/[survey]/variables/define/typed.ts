import type { Asked } from './asked.ts';

/** What stands in the fields of the form, by name; a box that is ticked has `on`. */
export type Typed = Readonly<Record<string, string>>;

/** Bands that the form has room for. */
export const roomForBands = 12;

/** What the form shows before anybody types: what the definition that is changed says, or what is likely. */
export function typedOf({ kind, sources, changes }: Asked): Typed {
	const definition = changes?.definition;
	const label = definition?.label.en ?? '';
	const common = { name: changes?.name ?? '', version: String(changes?.version ?? 0), label };
	const on = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, 'on']));
	switch (kind) {
		case 'recode': {
			const groups = definition?.kind === 'recode' ? definition.groups : [];
			const to = groups.flatMap((group) => group.from.map((code) => [`to.${code}`, group.label.en ?? '']));
			return { ...common, ...Object.fromEntries(to) };
		}
		case 'net': {
			const net = definition?.kind === 'net' ? definition : undefined;
			const columns = on((net?.sources ?? []).map((source) => `column.${source}`));
			const codes = on((net?.codes ?? (sources.length > 1 ? [1] : [])).map((code) => `code.${code}`));
			return { ...common, ...columns, ...codes, yes: net?.yes.en ?? '', no: net?.no.en ?? '' };
		}
		case 'band': {
			const bands = definition?.kind === 'band' ? definition.bands : [];
			const fields = bands.flatMap(({ from, label: words }, at) => [
				[`from.${at + 1}`, from === null ? '' : String(from)],
				[`band.${at + 1}`, words.en ?? ''],
			]);
			return { ...common, ...Object.fromEntries(fields) };
		}
		case 'index': {
			const index = definition?.kind === 'index' ? definition : undefined;
			const fields = sources.flatMap(({ name, values }) => {
				const item = index?.items.find(({ variable }) => variable === name);
				const codes = values.map(({ code }) => code);
				const ends =
					item ?? (codes.length > 0 ? { lowest: Math.min(...codes), highest: Math.max(...codes) } : undefined);
				return [
					[`low.${name}`, String(ends?.lowest ?? '')],
					[`high.${name}`, String(ends?.highest ?? '')],
					...(item?.isReversed === true ? [[`reversed.${name}`, 'on']] : []),
				];
			});
			const minimum = String(Math.min(index?.minimum ?? Math.ceil(sources.length / 2), Math.max(1, sources.length)));
			return { ...common, ...Object.fromEntries(fields), minimum };
		}
		case 'knowledge': {
			const items = definition?.kind === 'knowledge' ? definition.items : [];
			const right = items.flatMap((item) => item.right.map((code) => `right.${item.variable}.${code}`));
			return { ...common, ...on(right) };
		}
	}
}
