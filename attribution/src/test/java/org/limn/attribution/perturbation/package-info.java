@org.jspecify.annotations.NullMarked
package org.limn.attribution.perturbation;
