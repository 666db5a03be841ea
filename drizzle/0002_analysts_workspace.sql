CREATE TABLE `derived_variables` (
	`survey` text NOT NULL,
	`name` text NOT NULL,
	`version` integer NOT NULL,
	`definition` text NOT NULL,
	`created_by` text NOT NULL,
	`created_on` text NOT NULL,
	`retired_on` text,
	PRIMARY KEY(`survey`, `name`, `version`),
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `published_waves` (
	`id` text PRIMARY KEY NOT NULL,
	`survey` text NOT NULL,
	`label` text NOT NULL,
	`opens_on` text,
	`closes_on` text,
	`modes` text NOT NULL,
	`sample_type` text NOT NULL,
	`figures` text NOT NULL,
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `published_waves_survey` ON `published_waves` (`survey`);--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`survey` text NOT NULL,
	`report` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`note` text NOT NULL,
	`created_by` text NOT NULL,
	`created_on` text NOT NULL,
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `saved_views_survey` ON `saved_views` (`survey`,`report`,`position`);--> statement-breakpoint
CREATE TABLE `weighting_schemes` (
	`survey` text NOT NULL,
	`name` text NOT NULL,
	`version` integer NOT NULL,
	`scheme` text NOT NULL,
	`locked` integer NOT NULL,
	`note` text NOT NULL,
	`created_by` text NOT NULL,
	`created_on` text NOT NULL,
	PRIMARY KEY(`survey`, `name`, `version`),
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action
) STRICT;
