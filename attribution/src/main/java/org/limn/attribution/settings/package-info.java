/**
 * Records of settings as text, for the command line, help, experiments and reports:
 * {@code integrated-gradients:steps=200,baseline=white}. Methods, segmenters and metrics are records whose components are
 * their settings; everything here follows from that. Read {@link org.limn.attribution.settings.Settings} first.
 */
@org.jspecify.annotations.NullMarked
package org.limn.attribution.settings;
