/** Somewhere in an interview, as the workflows say it. */
type Place =
	| { readonly kind: 'page'; readonly page: number }
	| { readonly kind: 'check' }
	| { readonly kind: 'intro' }
	| { readonly kind: 'thanks' };

/**
 * Where the pages of an interview stand: the open link of a survey, with the token of its link a pilot of it, or the link of
 * somebody's invitation.
 */
export function rootOf({ survey, token, invitation }: { survey: string; token?: string; invitation?: string }): string {
	if (invitation !== undefined) return `/i/${encodeURIComponent(invitation)}`;
	return token === undefined ? `/s/${survey}` : `/s/${survey}/pilot/${encodeURIComponent(token)}`;
}

/** The address of a place below a root. It tells the number of a page and never what the page asks. */
export function addressOf(root: string, place: Place): string {
	switch (place.kind) {
		case 'page':
			return `${root}/${place.page}`;
		case 'check':
			return `${root}/check`;
		case 'intro':
			return root;
		case 'thanks':
			return `${root}/thanks`;
	}
}
