/** Own pages and the JSON interface: thin controllers and Thymeleaf pages. */
@NullMarked
package org.countersign.web;

import org.jspecify.annotations.NullMarked;
