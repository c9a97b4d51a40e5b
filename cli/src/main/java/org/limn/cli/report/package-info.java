/**
 * Results for eyes: heat maps as PNG pictures. A map has one number per pixel, {@code [H,W]}, in the units of its method; {@link
 * org.limn.cli.report.HeatMap} is the file to read first.
 */
@org.jspecify.annotations.NullMarked
package org.limn.cli.report;
