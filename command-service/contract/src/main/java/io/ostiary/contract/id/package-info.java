/**
 * Identifiers: accounts, unique ids, access key ids and ARNs. Values only; nothing here looks
 * anything up.
 */
@NullMarked
package io.ostiary.contract.id;

import org.jspecify.annotations.NullMarked;
