/**
 * HTTP for every feature: routes with their description, JSON, problem documents, pages, filters, streams of events, the
 * web app's files, the admin port. Enters: what features declare as {@link org.codearena.server.infra.http.Routes}. Leaves:
 * one running server and its OpenAPI document. Owns no data but the first answers of repeated requests.
 */
@NullMarked
package org.codearena.server.infra.http;

import org.jspecify.annotations.NullMarked;
