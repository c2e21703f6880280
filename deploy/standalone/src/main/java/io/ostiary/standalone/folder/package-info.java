/**
 * The data folder: its layout, its secrets, its first start. Promises: a file is there whole or not
 * at all, secrets are the owner's only, and a first start cut short anywhere is completed by the
 * next one. Knows no service.
 */
@NullMarked
package io.ostiary.standalone.folder;

import org.jspecify.annotations.NullMarked;
