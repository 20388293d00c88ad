/** The judgement whether something another case came upon is a protected disclosure; its officer alone reads it. */
@NullMarked
package org.countersign.protecteddisclosure;

import org.jspecify.annotations.NullMarked;
