// Runs once, on an empty volume: makes the user that the services are, who may read and write
// their four databases and nothing else.
const {
  RAPPORT_MONGODB_USERNAME: user,
  RAPPORT_MONGODB_PASSWORD: pwd,
  RAPPORT_MONGODB_DATABASE: prefix,
} = process.env;
const services = ["intake", "matcher", "notifier", "insights"];

db.getSiblingDB("admin").createUser({
  user,
  pwd,
  roles: services.map((service) => ({ role: "readWrite", db: `${prefix}_${service}` })),
});
