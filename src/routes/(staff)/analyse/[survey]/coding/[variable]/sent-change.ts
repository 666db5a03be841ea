import type { WantedChange } from '#core/coding/index.ts';

/** The changes that the page's forms make, by the name of their action. */
type ChangeKind = 'add' | 'describe' | 'merge' | 'split' | 'retire' | 'restore' | 'order' | 'share';

/** A change as a form says it, the revision that its writer saw, and the field that cures what is wrong with it. */
interface SentChange {
	readonly wanted: WantedChange;
	readonly after: number;
	readonly control: string;
}

/** Longer than any text that a frame takes, so that what is too long is still told so. */
const longest = 3000;

export async function sentChange(request: Request, kind: ChangeKind): Promise<SentChange> {
	const form = await request.formData();
	const said = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.slice(0, longest).trim() : '';
	};
	const [code, after] = [Number(said('code')), Number(said('after')) || 0];
	const words = { label: said('label'), description: said('description'), net: said('net') };
	const at = (control: string, wanted: WantedChange): SentChange => ({ wanted, after, control });
	switch (kind) {
		case 'add':
			return at('label-new', { kind: 'added', ...words });
		case 'describe': {
			const meaning = said('meaning') === 'new' ? 'new' : 'same';
			return at(`label-${code}`, { kind: 'described', code, ...words, meaning });
		}
		case 'merge': {
			// No code is 0: where none is chosen there is nothing to merge into.
			const into = Number(said('into')) || code;
			return at(`into-${code}`, { kind: 'merged', from: [code], into });
		}
		case 'split': {
			const names = said('parts')
				.split(/\r?\n/)
				.filter((line) => line.trim() !== '');
			const into = names.map((label) => ({ label, description: '' }));
			return at(`parts-${code}`, { kind: 'split', code, into });
		}
		case 'retire':
			return at(`code-${code}`, { kind: 'retired', code });
		case 'restore':
			return at(`code-${code}`, { kind: 'restored', code });
		case 'order':
			return at('codes', { kind: 'ordered', codes: said('codes').split(',').map(Number) });
		case 'share':
			return at('share', { kind: 'shared', share: said('share') === '' ? -1 : Number(said('share')) });
	}
}
