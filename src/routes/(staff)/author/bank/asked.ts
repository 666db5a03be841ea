import { Question, Sensitivity } from '#core/instrument/index.ts';
import type { BankSearch } from '#core/authoring/index.ts';

/** What an address of the question bank looks for: as it says it, for the form, and as the bank understands it. */
export interface AskedOfBank {
	readonly asked: {
		readonly words: string;
		readonly kind: string;
		readonly from: string;
		readonly sensitivity: string;
	};
	readonly search: BankSearch;
	readonly page: number;
}

/** Reads `?q=`, `?kind=`, `?from=`, `?sensitivity=` and `?page=`; what is no kind or sensitivity counts as not given. */
export function askedOfBank(parameters: URLSearchParams): AskedOfBank {
	const given = (name: string) => (parameters.get(name) ?? '').trim().slice(0, 200);
	const kind = Question.options.map(({ shape }) => shape.kind.value).find((one) => one === given('kind'));
	const sensitivity = Sensitivity.safeParse(given('sensitivity')).data;
	const [words, from] = [given('q'), given('from')];
	const page = /^\d{1,5}$/.test(given('page')) ? Number(given('page')) : 1;
	return {
		asked: { words, from, kind: kind ?? '', sensitivity: sensitivity ?? '' },
		search: { words, kind, from: from || undefined, sensitivity },
		page,
	};
}

/** The same list, another page of it. */
export function pageOfList({ pathname, searchParams }: URL, page: number): string {
	const parameters = new URLSearchParams([...searchParams].filter(([name, value]) => name !== 'page' && value !== ''));
	if (page > 1) parameters.set('page', String(page));
	return parameters.size === 0 ? pathname : `${pathname}?${parameters}`;
}
