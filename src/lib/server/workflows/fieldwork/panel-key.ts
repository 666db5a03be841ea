import type { Site } from '../../site.ts';
import { findDestroyableKey } from '../../storage/index.ts';

/** The panel that a survey has now, or would begin with the next answer. */
interface PanelNow {
	/** The name under which the key that joins one person's waves is kept; each panel of a survey has its own. */
	readonly purpose: string;
	/** The ISO date on which the panel before it was ended and its key destroyed; null where it is the first. */
	readonly lastEndedOn: string | null;
}

/**
 * The panel of a survey. Once one was ended its key is gone, and nobody can be joined to its waves: what comes after it is
 * another panel, with a key of its own, which joins nobody from before.
 */
export async function panelNow(site: Site, { survey }: { readonly survey: string }): Promise<PanelNow> {
	let lastEndedOn: string | null = null;
	for (let number = 1; ; number++) {
		const purpose = number === 1 ? `panel ${survey}` : `panel ${survey} ${number}`;
		const key = await findDestroyableKey(site.storage.reader, { purpose });
		if (key === undefined || key.sealed !== null) return { purpose, lastEndedOn };
		lastEndedOn = key.destroyedOn;
	}
}
