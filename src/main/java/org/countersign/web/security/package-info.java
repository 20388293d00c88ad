/** Signing in and out, and what each address asks for. */
@NullMarked
package org.countersign.web.security;

import org.jspecify.annotations.NullMarked;
