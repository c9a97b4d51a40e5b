package org.limn.attribution;

/**
 * How far a method is that samples until its values are known well enough.
 *
 * @param samples how many images it has had scored
 * @param most at how many it ends whatever the error
 * @param error the greatest standard error of its values, in units of the score; infinite while it is not known
 * @param wanted the standard error at which it ends
 */
public record Sampled(long samples, long most, double error, double wanted) {
    /** How many samples it will likely take: a standard error falls with the root of their number. */
    public long expected() {
        double needed = samples * (error / wanted) * (error / wanted);
        return needed < most ? Math.max(samples, (long) Math.ceil(needed)) : most;
    }
}
