/**
 * What people and programs read about deployments: JSON documents, receipts as HTML and JSON, and figures over many deployments.
 *
 * <p>Pure rendering: everything is derived from an order, its journal and, where somebody has them, samples of requests. Nothing here
 * reads a clock, a file or a network. {@code docs/page-json.md} describes the documents.
 */
package io.jenkins.plugins.bluegreen.report;
