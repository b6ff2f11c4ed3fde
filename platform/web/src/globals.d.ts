/** The version of the build, set by vite.config.ts. */
declare const __APP_VERSION__: string;
