/** Text that comes from files, made fit to be shown. */
@org.jspecify.annotations.NullMarked
package org.limn.loader.text;
