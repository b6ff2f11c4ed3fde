/**
 * Who is calling and what they may do. Enters: registrations, logins, cookies, bearer tokens. Leaves: a
 * {@link org.codearena.server.identity.Caller} in every request's context. Owns users, sessions and personal access tokens.
 */
@NullMarked
package org.codearena.server.identity;

import org.jspecify.annotations.NullMarked;
