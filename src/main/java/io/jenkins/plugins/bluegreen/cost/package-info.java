/**
 * What an environment costs a month, before and with blue-green, from a dated price table that is shipped beside this package
 * ({@code prices.json}) and can be replaced by a newer one of the same form. Pure but for reading the table.
 */
package io.jenkins.plugins.bluegreen.cost;
