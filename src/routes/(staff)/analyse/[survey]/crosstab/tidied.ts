import { placedWords } from '#ui/crosstab/sides.ts';

/** What an address says of the answers to a side's variables, which means nothing once these are others. */
const saidOfSides = [['net', 'sort', 'order', 'from'], ['column-net', 'sort', 'order', 'across'], ['at']] as const;

/**
 * The address that a form's values stand for, without what is empty or as it is anyway; undefined where it is that
 * already. `pick` and `column-pick` are the codes of a new net; `was` are the variables that sorting and nets were chosen
 * for, as `placedWords` has them.
 */
export function tidied(parameters: URLSearchParams): URLSearchParams | undefined {
	const tidy = new URLSearchParams([...parameters].filter(([, value]) => value !== ''));
	const was = tidy.get('was')?.split(' ');
	const now = placedWords((side) => tidy.getAll(side)).split(' ');
	saidOfSides.forEach((names, k) => {
		if (was !== undefined && was[k] !== now[k]) for (const name of names) tidy.delete(name);
	});
	for (const side of ['', 'column-']) {
		const picked = tidy.getAll(`${side}pick`).join('_');
		if (picked !== '' && !tidy.getAll(`${side}net`).includes(picked)) tidy.append(`${side}net`, picked);
		tidy.delete(`${side}pick`);
	}
	tidy.delete('was');
	for (const [name, usual] of [
		['show', 'column'],
		['compare', 'letters'],
	] as const)
		if (tidy.get(name) === usual) tidy.delete(name);
	return tidy.toString() === parameters.toString() ? undefined : tidy;
}
