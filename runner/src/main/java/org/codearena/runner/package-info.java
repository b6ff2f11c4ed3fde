/**
 * The process beside untrusted code: it compiles and runs programs in boxes, for one client that it trusts. In come
 * requests over a private socket or signed with its key, out go reports and what programs wrote; it owns its data directory and its boxes, and
 * holds no other credential. This package reads the options and puts the parts together.
 */
@NullMarked
package org.codearena.runner;

import org.jspecify.annotations.NullMarked;
