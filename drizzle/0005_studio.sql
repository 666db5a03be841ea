CREATE TABLE `draft_edits` (
	`draft` text NOT NULL,
	`revision` integer NOT NULL,
	`by` text NOT NULL,
	`by_name` text NOT NULL,
	`at` integer NOT NULL,
	`edits` text NOT NULL,
	`undo` text NOT NULL,
	`undoes` integer,
	PRIMARY KEY(`draft`, `revision`),
	FOREIGN KEY (`draft`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `draft_reviews` (
	`place` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`draft` text NOT NULL,
	`revision` integer NOT NULL,
	`verdict` text NOT NULL,
	`words` text NOT NULL,
	`by` text NOT NULL,
	`by_name` text NOT NULL,
	`on` text NOT NULL,
	FOREIGN KEY (`draft`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `draft_reviews_draft` ON `draft_reviews` (`draft`,`place`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`survey` text NOT NULL,
	`version` integer NOT NULL,
	`based_on` integer,
	`state` text NOT NULL,
	`document` text NOT NULL,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_on` text NOT NULL,
	`changed_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `drafts_survey` ON `drafts` (`survey`);--> statement-breakpoint
CREATE TABLE `translation_marks` (
	`draft` text NOT NULL,
	`language` text NOT NULL,
	`text` text NOT NULL,
	`source` text NOT NULL,
	`words` text NOT NULL,
	`reviewed_by` text,
	`reviewed_on` text,
	PRIMARY KEY(`draft`, `language`, `text`),
	FOREIGN KEY (`draft`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
