/** Style sheets are bundled. Importing one returns nothing. */
declare module "*.css";
